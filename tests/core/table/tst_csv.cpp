#include <QFile>
#include <QtTest>
#include <cmath>
#include <random>

#include "core/base/number_text.h"
#include "core/table/csv.h"
#include "core/table/date_cell.h"
#include "core/table/dialect.h"
#include "core/table/table.h"

using namespace calc;

namespace {

std::string fileBytes(const char* name) {
    QFile file(QStringLiteral(CALCULOSCOPE_SOURCE_DIR "/resources/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QString english(const Message& message) { return QString::fromStdString(renderPlainEnglish(message)); }

Table read(std::string_view text) {
    auto table = readTable(text);
    if (!table) qWarning("%s", renderPlainEnglish(table.error().message).c_str());
    return table ? std::move(*table) : Table{};
}

std::vector<std::vector<std::string>> records(std::string_view text, char separator = ',') {
    std::vector<std::vector<std::string>> rows;
    RecordReader reader(text, separator);
    while (reader.next()) rows.emplace_back(reader.fields().begin(), reader.fields().end());
    return rows;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

class TestCsv : public QObject {
    Q_OBJECT

private slots:
    void recordsFollowTheRules() {
        QCOMPARE(records("a,b\n1,2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
        QCOMPARE(records("a,b\r\n1,2"), (Rows{{"a", "b"}, {"1", "2"}}));
        QCOMPARE(records("a,b\r1,2\r"), (Rows{{"a", "b"}, {"1", "2"}}));
        QCOMPARE(records("\"a,b\",\"say \"\"x\"\"\"\n"), (Rows{{"a,b", "say \"x\""}}));
        QCOMPARE(records("\"two\nlines\",1\n3,4\n"), (Rows{{"two\nlines", "1"}, {"3", "4"}}));
        QCOMPARE(records(",\n\n  \na,\n"), (Rows{{"", ""}, {"a", ""}}));
        QCOMPARE(records(" a , \"b \" \n"), (Rows{{"a", "b "}}));
        QCOMPARE(records("a\tb\n\t\n", '\t'), (Rows{{"a", "b"}, {"", ""}}));
        QCOMPARE(records(""), Rows{});
    }
    void linesAreThoseOfTheFile() {
        RecordReader reader("a\n\n\"x\ny\",1\n2\n", ',');
        QVERIFY(reader.next());
        QCOMPARE(reader.line(), 1);
        QVERIFY(reader.next());
        QCOMPARE(reader.line(), 3);
        QVERIFY(reader.next());
        QCOMPARE(reader.line(), 5);
        QVERIFY(!reader.next());
    }
    void aSpoiledRecordSpoilsNoOther() {
        RecordReader reader("1,\"open\n2,3\n", ',');
        QVERIFY(reader.next());
        QVERIFY(reader.spoiled().has_value());
        QVERIFY(reader.next());
        QVERIFY(!reader.spoiled().has_value());
        QCOMPARE(reader.line(), 2);
        QCOMPARE(reader.fields().size(), 2u);
        QCOMPARE(records("\"a\"b,1\n2,3\n"), (Rows{{}, {"2", "3"}}));
    }
    void numbersInBothNotations() {
        const auto point = [](const char* text) { return numberOfCell(text, DecimalMark::Point); };
        const auto comma = [](const char* text) { return numberOfCell(text, DecimalMark::Comma); };
        QCOMPARE(*point("1234.5"), 1234.5);
        QCOMPARE(*point("1,234.5"), 1234.5);
        QCOMPARE(*point("1 234 567"), 1234567.0);
        QCOMPARE(*point("\u2212"
                        "2"),
                 -2.0);
        QCOMPARE(*point("+3e-2"), 0.03);
        QCOMPARE(*point("1\u202F"
                        "234"),
                 1234.0);
        QCOMPARE(*comma("1.234,5"), 1234.5);
        QCOMPARE(*comma("3,75"), 3.75);
        QCOMPARE(*comma("-0,5e1"), -5.0);
        for (const char* bad : {"", "1,23.4", "12,34", "1.2.3", "abc", "1e", "--1", "0x10", "1 2", "inf", "nan", "1e999", ",", ".", "-"})
            QVERIFY2(!point(bad).has_value(), bad);
        QVERIFY(!comma("3.75").has_value());
        QVERIFY(decimalMarkOf("3,75") == DecimalMark::Comma);
        QVERIFY(decimalMarkOf("0.123") == DecimalMark::Point || !decimalMarkOf("0.123").has_value());
        QVERIFY(!decimalMarkOf("1,234").has_value());
        QVERIFY(!decimalMarkOf("7").has_value());
    }
    void unitsAreLeftOut() {
        const auto point = [](const char* text) { return numberOfCell(text, DecimalMark::Point); };
        const auto comma = [](const char* text) { return numberOfCell(text, DecimalMark::Comma); };
        for (const char* five : {"$5", "$ 5", "5$", "5 %", "5%", "+$5", "$+5", "\u20AC5", "5\u202F\u20AC",
                                 "\u00A3"
                                 "5.00",
                                 "5\u00A0%"})
            QVERIFY2(point(five) == 5.0, five);
        for (const char* less : {"-$1,234.50", "$-1,234.50", "\u2212$1 234.5", "-1234.5%"}) QVERIFY2(point(less) == -1234.5, less);
        QCOMPARE(*comma("1.234,5 \u20AC"), 1234.5);
        for (const char* bad : {"$", "%", "$%", "%5", "$5$", "$5%", "-$-5", "5 % %", "$ ", "5 $ 5", "USD 5"})
            QVERIFY2(!point(bad).has_value(), bad);
        QVERIFY(decimalMarkOf("3,75 \u20AC") == DecimalMark::Comma);
    }
    void unitsInATable() {
        const Table table = read("day,price,share\n1 Jan 2024,$1200.50,5 %\n2 Feb 2024,$7,7.5 %\n\"Mar 3, 2024\",-$2,\n");
        QCOMPARE(table.columns.size(), 3u);
        QVERIFY(table.columns[0].kind == ColumnKind::Date);
        QVERIFY(table.columns[1].kind == ColumnKind::Number && table.columns[2].kind == ColumnKind::Number);
        QCOMPARE(table.columns[1].values, (std::vector{1200.5, 7.0, -2.0}));
        QCOMPARE(isoDate(table.columns[0].values[2]), std::string("2024-03-03"));
        QCOMPARE(table.columns[2].values[1], 7.5);
    }
    void monthsByName() {
        for (const char* text : {"1 Jan 2024", "01 January 2024", "1-Jan-2024", "1/jan/2024", "1. JAN 2024", "Jan 1, 2024", "Jan. 1 2024",
                                 "January 01, 2024", "2024 Jan 1", "2024-Jan-01"}) {
            for (const DateOrder order : {DateOrder::MonthDayYear, DateOrder::DayMonthYear}) {
                const auto day = dateOfCell(text, order);
                QVERIFY2(day && isoDate(*day) == "2024-01-01" && *day == std::floor(*day), text);
            }
        }
        QCOMPARE(isoDate(*dateOfCell("30 Sept 1999", DateOrder::MonthDayYear)), std::string("1999-09-30"));
        QCOMPARE(*dateOfCell("2 May 1970 12:00", DateOrder::MonthDayYear), 121.5);
        QCOMPARE(*dateOfCell("May 2, 1970, 06:00:00", DateOrder::MonthDayYear), 121.25);
        for (const char* bad : {"30 Feb 2024", "1 Jan 24", "Jan 2024", "1 Foo 2024", "1 Ja 2024", "1 Januar 2024", "Jan Jan 2024",
                                "1 2 Jan", "1Jan2024", "1   Jan 2024", "1 Jan 2024x", "1 Jan 2024 25:00", "May the 4th", "Jan 32, 2024"})
            QVERIFY2(!dateOfCell(bad, DateOrder::MonthDayYear), bad);
    }
    void randomNumbersReadBack() {
        std::mt19937_64 random(11);
        std::uniform_real_distribution<double> exponent(-300, 300);
        for (int i = 0; i < 20000; ++i) {
            const double x = (i % 2 == 0 ? 1 : -1) * std::pow(10.0, exponent(random));
            std::string text = shortest(x);
            QCOMPARE(*numberOfCell(text, DecimalMark::Point), x);
            std::replace(text.begin(), text.end(), '.', ',');
            QCOMPARE(*numberOfCell(text, DecimalMark::Comma), x);
        }
    }
    void datesThatExist() {
        const auto day = [](const char* text, DateOrder order = DateOrder::MonthDayYear) { return dateOfCell(text, order); };
        QCOMPARE(*day("1970-01-01"), 0.0);
        QCOMPARE(*day("2011-01-01"), 14975.0);
        QCOMPARE(*day("2000/2/29"), 11016.0);
        QCOMPARE(*day("31.1.2011", DateOrder::DayMonthYear), 15005.0);
        QCOMPARE(*day("1/31/2011"), 15005.0);
        QCOMPARE(*day("2011-01-01T12:00:00Z"), 14975.5);
        QCOMPARE(*day("2011-01-01 06:00"), 14975.25);
        for (const char* bad : {"2011-02-30", "1900-02-29", "2011-13-01", "2011-00-10", "0000-01-01", "20110101", "1/31", "31/1/2011",
                                "2011-01-01T25:00", "2011-01-01Tnoon", "11-01-01", "2011-01", "2011-1-1-1"})
            QVERIFY2(!day(bad).has_value(), bad);
        for (double days = -100000; days < 100000; days += 997) {
            QCOMPARE(*day(isoDate(days).c_str()), days);
            QCOMPARE(daysOf(civilDate(days + 0.7)), days);
        }
    }
    void dialects() {
        const auto check = [](const char* text, char separator, DecimalMark mark, std::size_t columns, bool header) {
            const CsvDialect dialect = dialectOf(text);
            QCOMPARE(dialect.separator, separator);
            QCOMPARE(static_cast<char>(dialect.decimalMark), static_cast<char>(mark));
            QCOMPARE(dialect.columns, columns);
            QCOMPARE(dialect.hasHeader, header);
        };
        check("a,b\n1,2\n3,4.5\n", ',', DecimalMark::Point, 2, true);
        check("a;b\n1;2,5\n3;4,5\n", ';', DecimalMark::Comma, 2, true);
        check("1;2.5\n3;4.5\n", ';', DecimalMark::Point, 2, false);
        check("x\ty\n1\t2\n", '\t', DecimalMark::Point, 2, true);
        check("value\n2,5\n3,75\n", ';', DecimalMark::Comma, 1, true);
        check("date|n\n2011-01-01|5\n", '|', DecimalMark::Point, 2, true);
        check("name,city\nAda,London\nEmmy,Erlangen\n", ',', DecimalMark::Point, 2, true);
        check("n\n1\n2\n3\n", ',', DecimalMark::Point, 1, true);
    }
    void theRealFiles() {
        const std::string rentals = fileBytes("daily_rentals.csv");
        const Table table = read(rentals);
        QCOMPARE(table.rowCount(), 731u);
        QCOMPARE(table.columns.size(), 4u);
        QCOMPARE(table.columns[0].kind, ColumnKind::Date);
        QCOMPARE(table.columns[3].kind, ColumnKind::Number);
        QCOMPARE(table.badRows.count, 0);
        double sum = 0.0;
        for (const double x : table.column("rentals")->values) sum += x;
        QCOMPARE(sum, 3292679.0);
        QCOMPARE(isoDate(table.columns[0].values.front()), std::string("2011-01-01"));
        QCOMPARE(isoDate(table.columns[0].values.back()), std::string("2012-12-31"));
        QCOMPARE(read(fileBytes("spambase.csv")).rowCount(), 4601u);
        const Table films = read(fileBytes("film_ratings.csv"));
        QCOMPARE(films.rowCount(), 146u);
        QCOMPARE(films.columns[0].kind, ColumnKind::Text);
        QCOMPARE(std::string(films.columns[0].texts[0]), std::string("Avengers: Age of Ultron (2015)"));
        QCOMPARE(read(fileBytes("film_rankings.csv")).rowCount(), 834u);
    }
    void badRowsAreListedAndKeptOut() {
        const Table table = read(
            "day,n\n2011-01-01,5\n2011-01-02\n2011-01-03,7,8\n2011-01-04,many\n2011-01-05,\n2011-02-30,4\n2011-01-07,9,\n"
            "2011-01-08,1\n2011-01-09,2\n2011-01-10,3\n2011-01-11,3\n2011-01-12,3\n2011-01-13,3\n2011-01-14,3\n2011-01-15,3\n");
        QCOMPARE(table.badRows.count, 2);
        QCOMPARE(english(table.badRows.told[0].why), QStringLiteral("the number of fields is 1 instead of 2"));
        const std::vector<std::string> names = {"day", "n"};
        const auto picked = pickColumns(table, names);
        QVERIFY(picked.ok());
        QCOMPARE(picked->columns[0].size(), 10u);
        QCOMPARE(picked->rejected.count, 5);
        std::vector<std::int64_t> lines;
        for (const BadRow& row : picked->rejected.told) lines.push_back(row.line);
        QCOMPARE(lines, (std::vector<std::int64_t>{3, 4, 5, 6, 7}));
        QCOMPARE(english(picked->rejected.told[2].why), QStringLiteral("many is not a number (column n)"));
        QCOMPARE(english(picked->rejected.told[3].why), QStringLiteral("no value in the column n"));
        QCOMPARE(english(picked->rejected.told[4].why), QStringLiteral("2011-02-30 is not a date (column day)"));
    }
    void wrongColumnsAreNamed() {
        const Table table = read("film,votes\nA,1\nB,2\n");
        const std::vector<std::string> missing = {"stars"};
        QVERIFY(english(pickColumns(table, missing).error().message).contains("film, votes"));
        const std::vector<std::string> texts = {"film"};
        QCOMPARE(pickColumns(table, texts).error().code, ErrorCode::BadValue);
    }
    void encodings() {
        QCOMPARE(read("\xEF\xBB\xBFname,n\nZo\xC3\xAB,1\n").columns[0].name, std::string("name"));
        const Table latin = read("name;n\nZo\xEB;1,5\n");
        QVERIFY(latin.wasTranslated);
        QCOMPARE(std::string(latin.columns[0].texts[0]), std::string("Zo\u00EB"));
        QCOMPARE(latin.columns[1].values[0], 1.5);
    }
    void whatIsNoTableIsRefusedWithASentence_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank lines") << QByteArray("\n\n  \n");
        QTest::newRow("header only") << QByteArray("a,b\n");
        QTest::newRow("NUL") << QByteArray("a,b\n1,\0 2\n", 9);
        QTest::newRow("workbook") << QByteArray("PK\x03\x04 something");
        QTest::newRow("UTF-16") << QByteArray(
            "\xFF\xFE"
            "a\0,\0b\0",
            8);
        QTest::newRow("UTF-16 without a mark") << QByteArray("d\0,\0n\0\n\0001\0,\0002\0\n\0", 16);
        QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    }
    void whatIsNoTableIsRefusedWithASentence() {
        QFETCH(QByteArray, bytes);
        const auto table = readTable(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        QVERIFY(!table.ok());
        QCOMPARE(table.error().code, ErrorCode::BadFile);
        QVERIFY(english(table.error().message).size() > 20);
        QCOMPARE(english(table.error().message).contains("UTF-16"), QByteArray(QTest::currentDataTag()).startsWith("UTF-16"));
    }
    void rubbishNeverCrashes() {
        std::mt19937 random(5);
        const std::string alphabet = "0123456789,;\t|\"\"\n\r .-eE+aZ\xC3\xA9\xFF/";
        for (int i = 0; i < 3000; ++i) {
            std::string text;
            const std::size_t length = random() % 400;
            for (std::size_t k = 0; k < length; ++k) text += alphabet[random() % alphabet.size()];
            const auto table = readTable(text);
            if (!table) continue;
            for (const Column& column : table->columns)
                QCOMPARE(column.kind == ColumnKind::Text ? column.texts.size() : column.values.size(), table->rowCount());
        }
    }
    /// A line without an end costs one pass and no memory; the lines around it are read.
    void giganticLinesSpoilOnlyThemselves() {
        const Table between = read("a,b\n1,2\n" + std::string(3'000'000, '7') + ",4\n5,6\n");
        QCOMPARE(between.rowCount(), 2u);
        QCOMPARE(between.badRows.count, 1);
        QCOMPARE(between.badRows.told[0].line, 3);
        QVERIFY(english(between.badRows.told[0].why).contains("longer than"));
        QCOMPARE(between.lines[1], 4u);
        const auto single = readTable(std::string(30'000'000, 'x'));
        QVERIFY(!single.ok());
        QVERIFY(english(single.error().message).contains("Line 1: the line is longer than"));
        const auto commas = readTable(std::string(20'000'000, ','));
        QVERIFY(!commas.ok());
        QVERIFY(english(commas.error().message).contains("more than 1,000 columns"));
        std::string many = "7";
        for (int i = 0; i < 5000; ++i) many += ",7";
        const Table wide = read("a,b\n1,2\n3,4\n" + many + "\n5,6\n");
        QCOMPARE(wide.rowCount(), 3u);
        QCOMPARE(wide.badRows.told.at(0).line, 4);
    }
    void whatSpoilsTheOnlyRowIsSaid() {
        const auto message = [](const char* text) {
            const auto table = readTable(std::string_view(text));
            return table ? QString() : english(table.error().message);
        };
        QVERIFY(message("a,b\n\"x\n").contains("Line 2: a quotation mark"));
        QVERIFY(message("\"never closed").contains("Line 1: a quotation mark"));
    }
    void manyOpenQuotationMarksStayLinear() {
        std::string text = "a,b\n";
        for (int i = 0; i < 200000; ++i) text += "1,\"\"\"x\n";
        QVERIFY(dialectOf(text).columns > 0);
        const auto table = readTable(text);
        QVERIFY(table.ok() || table.error().code == ErrorCode::BadFile);
    }
    void missingHeaderAndDoubledNames() {
        const Table plain = read("2011-01-01,5\n2011-01-02,6\n");
        QCOMPARE(plain.rowCount(), 2u);
        QCOMPARE(plain.columns[1].name, std::string("column 2"));
        const Table twice = read("n,n,\n1,2,3\n4,5,6\n");
        QCOMPARE(twice.columns[1].name, std::string("n (2)"));
        QCOMPARE(twice.columns[2].name, std::string("column 3"));
    }
    void dateOrderIsReadFromTheColumn() {
        QCOMPARE(isoDate(read("d,n\n13/01/2011,1\n02/01/2011,1\n").columns[0].values[1]), std::string("2011-01-02"));
        QCOMPARE(isoDate(read("d,n\n01/13/2011,1\n01/02/2011,1\n").columns[0].values[1]), std::string("2011-01-02"));
        const Table unsure = read("d,n\n03/04/2011,1\n05/06/2011,1\n");
        QVERIFY(english(unsure.columns[0].note).contains("month, day, year"));
        QVERIFY(read("d,n\n2011-03-04,1\n").columns[0].note.empty());
    }
    void stopsAndTellsProgress() {
        std::string text = "a,b\n";
        for (int i = 0; i < 50000; ++i) text += "1,2\n";
        std::stop_source source;
        double last = 0.0;
        int calls = 0;
        const auto whole = readTable(text, {source.get_token(), [&](double share) {
                                                QVERIFY(share >= last);
                                                last = share;
                                                ++calls;
                                            }});
        QVERIFY(whole.ok());
        QCOMPARE(last, 1.0);
        QVERIFY(calls > 5);
        source.request_stop();
        const auto stopped = readTable(text, {source.get_token(), {}});
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    }
    void aMillionRowsAreAllThere() {
        std::string text = "date,casual,registered,rentals\n";
        for (int i = 0; i < 1000000; ++i) text += isoDate(i % 20000) + ',' + std::to_string(i % 997) + ',' + std::to_string(i) + ",0.5\n";
        const Table table = read(text);
        QCOMPARE(table.rowCount(), 1000000u);
        QCOMPARE(table.columns[2].values[999999], 999999.0);
        QCOMPARE(table.lines[999999], 1000001u);
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
