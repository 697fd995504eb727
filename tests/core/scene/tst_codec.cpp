#include <QDir>
#include <QFile>
#include <QtTest>
#include <algorithm>
#include <random>

#include "core/scene/codec.h"
#include "tests/support/random_scene.h"

using namespace calc;

namespace {

std::string resource(const QString& name) {
    QFile file(QStringLiteral(CALCULOSCOPE_SOURCE_DIR "/resources/scenes/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::string area(const std::string& settings) {
    return R"({"calculoscope": 1, "kind": "area", "title": "t", "settings": {)" + settings + "}}";
}

}  // namespace

class TestCodec : public QObject {
    Q_OBJECT

private slots:
    void readsBackWhatItWrites();
    void missingSettingsHaveTheirDefaults();
    void builtInScenesAreWrittenAsTheyStand();
    void refuses_data();
    void refuses();
    void aNewerSceneIsLeftAlone();
    void isTotalOnHostileBytes();
    void withSettingSets_data();
    void withSettingSets();
    void withSettingNamesTheKeys();
    void everyKeyIsTaken();
    void aTypedLossReplacesTheNamedSurface();
};

void TestCodec::readsBackWhatItWrites() {
    test::RandomScene next(7);
    for (int i = 0; i < 2000; ++i) {
        const Scene scene = next();
        const std::string text = encode(scene);
        const auto back = decode(text);
        QVERIFY2(back, back ? "" : renderEnglish(back.error().message).c_str());
        QVERIFY2(*back == scene, text.c_str());
        QCOMPARE(encode(*back), text);
    }
}

void TestCodec::missingSettingsHaveTheirDefaults() {
    const auto scene = decode(R"({"calculoscope": 1, "kind": "limit"})");
    QVERIFY(scene);
    QVERIFY(*scene == (Scene{{}, LimitScene{}}));
}

void TestCodec::builtInScenesAreWrittenAsTheyStand() {
    const QStringList names = QDir(QStringLiteral(CALCULOSCOPE_SOURCE_DIR "/resources/scenes")).entryList({QStringLiteral("*.json")});
    QVERIFY(names.contains(QStringLiteral("descent.json")) && names.contains(QStringLiteral("area.json")) &&
            names.contains(QStringLiteral("limit.json")));
    for (const QString& name : names) {
        const std::string text = resource(name);
        const auto scene = decode(text);
        QVERIFY2(scene, qPrintable(name));
        QVERIFY2(!scene->title.empty(), qPrintable(name));
        QCOMPARE(encode(*scene), text);
    }
}

void TestCodec::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const char* name, const std::string& text, const char* field) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(field);
    };
    row("nothing", "", "");
    row("no JSON", "{\"calculoscope\": 1,", "");
    row("another JSON", "{\"a\": 1}", "");
    row("a list", "[1, 2]", "");
    row("a number", "1", "");
    row("version of words", R"({"calculoscope": "one", "kind": "area"})", "calculoscope");
    row("version 0", R"({"calculoscope": 0, "kind": "area"})", "calculoscope");
    row("no kind", R"({"calculoscope": 1})", "kind");
    row("unknown kind", R"({"calculoscope": 1, "kind": "volume"})", "kind");
    row("unknown entry", R"({"calculoscope": 1, "kind": "area", "colour": 1})", "colour");
    row("settings of the wrong type", R"({"calculoscope": 1, "kind": "area", "settings": []})", "settings");
    row("title of the wrong type", R"({"calculoscope": 1, "kind": "area", "title": 5})", "title");
    row("unknown setting", area(R"("rectangle": 5)"), "rectangle");
    row("text for a number", area(R"("rectangles": "5")"), "rectangles");
    row("number for a text", area(R"("from": 5)"), "from");
    row("half a rectangle", area(R"("rectangles": 2.5)"), "rectangles");
    row("no rectangle", area(R"("rectangles": 0)"), "rectangles");
    row("too many rectangles", area(R"("rectangles": 100000000000000000000)"), "rectangles");
    row("unknown rule", area(R"("rule": "middle")"), "rule");
    row("flag as a number", area(R"("showArea": 1)"), "showArea");
    row("empty range", area(R"("xRange": [1, 1])"), "xRange");
    row("reversed range", area(R"("xRange": [2, 1])"), "xRange");
    row("range without end", area(R"("xRange": [0, 1e999])"), "");
    row("range beyond doubles", area(R"("xRange": [-1.7e308, 1.7e308])"), "xRange");
    row("three ends", area(R"("xRange": [0, 1, 2])"), "xRange");
    const auto descent = [](const char* settings) {
        return std::string(R"({"calculoscope": 1, "kind": "descent", "settings": {)") + settings + "}}";
    };
    row("unknown optimizer", descent(R"("optimizers": [{"name": "sdg"}])"), "optimizers.0.name");
    row("optimizer without a name", descent(R"("optimizers": [{}])"), "optimizers.0");
    row("unknown parameter", descent(R"("optimizers": [{"name": "adam"}, {"name": "adam", "speed": 1}])"), "optimizers.1.speed");
    row("parameter out of range", descent(R"("optimizers": [{"name": "adam", "beta1": 1.5}])"), "optimizers.0.beta1");
    row("camera with a roll", descent(R"("camera": {"roll": 1})"), "camera.roll");
    row("camera under the floor", descent(R"("camera": {"elevation": -3})"), "camera.elevation");
    row("schedule without a name", descent(R"("schedule": {})"), "schedule");
    row("unknown schedule", descent(R"("schedule": {"name": "later"})"), "schedule.name");
    row("parameter of another schedule", descent(R"("schedule": {"name": "step", "schedule_T_max": 5})"), "schedule.schedule_T_max");
    row("start of numbers", descent(R"("moreStarts": [{"x": 1, "y": 2}])"), "moreStarts.0");
    row("frozen without noise", descent(R"("frozen": {"optimizer": {"name": "adam"}, "schedule": {"name": "constant"}})"), "frozen");
    row("frozen nobody", descent(R"("frozen": {"optimizer": {"name": "sdg"}, "schedule": {"name": "constant"}, "noise": 0})"),
        "frozen.optimizer.name");
    row("goal without end", descent(R"("goal": {"loss": 0.1, "steps": 0, "optimizer": ""})"), "goal.steps");
    row("goal of nobody", descent(R"("goal": {"loss": 0.1, "steps": 5, "optimizer": "sdg"})"), "goal.optimizer");
    row("unknown view", descent(R"("view": "above")"), "view");
    row("negative seed", descent(R"("seed": -1)"), "seed");
    row("half a step", descent(R"("steps": 0.5)"), "steps");
}

/// An error is a sentence and names the field.
void TestCodec::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, field);
    const auto scene = decode(text.toStdString());
    QVERIFY(!scene);
    QCOMPARE(QByteArray::fromStdString(scene.error().field), field);
    const std::string sentence = renderPlainEnglish(scene.error().message);
    QVERIFY(!sentence.empty());
    QVERIFY2(sentence.back() == '.', sentence.c_str());
}

void TestCodec::aNewerSceneIsLeftAlone() {
    // Whatever else stands in it: nothing of a newer version is judged by the rules of this one.
    const auto scene = decode(R"({"calculoscope": 2, "kind": "hologram", "settings": 5, "more": []})");
    QVERIFY(!scene);
    QVERIFY(scene.error().code == ErrorCode::Newer);
    QVERIFY(renderEnglish(scene.error().message).find("newer") != std::string::npos);
}

void TestCodec::isTotalOnHostileBytes() {
    QVERIFY(!decode(std::string(100000, '[')));
    QVERIFY(!decode(std::string(500000, '{')));
    QVERIFY(decode(std::string(2 << 20, ' ')).error().code == ErrorCode::TooLarge);
    QVERIFY(!decode(std::string("\0\0\0", 3)));
    QVERIFY(!decode("\xFF\xFE"));
    QVERIFY(!decode(area("\"title\": \"\xC3\x28\"")));
    // Every cut and every changed byte of a good file gives a scene or a sentence, and what is accepted can be written again.
    const std::string good = encode(Scene{"t", DescentScene{}});
    std::mt19937 random(3);
    // (Without its last line break it is still whole.)
    for (std::size_t cut = 0; cut + 1 < good.size(); cut += 3) QVERIFY(!decode(good.substr(0, cut)));
    for (int i = 0; i < 20000; ++i) {
        std::string bad = good;
        bad[random() % bad.size()] = static_cast<char>(random() % 256);
        const auto scene = decode(bad);
        if (scene)
            QVERIFY(*decode(encode(*scene)) == *scene);
        else
            QVERIFY(!scene.error().message.empty());
    }
}

void TestCodec::withSettingSets_data() {
    QTest::addColumn<QByteArray>("scene");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");  // a part of the JSON; empty: refused
    const auto row = [](const char* scene, const char* key, const char* value, const char* expected) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2=%3").arg(QLatin1String(scene), QLatin1String(key), QLatin1String(value))))
            << QByteArray(scene) << QByteArray(key) << QByteArray(value) << QByteArray(expected);
    };
    row("area", "f", "x^2", R"("function": "x^2")");
    row("area", "from", "pi/2", R"("from": "pi/2")");
    row("area", "rectangles", "40", R"("rectangles": 40)");
    row("area", "rectangles", "4*10", R"("rectangles": 40)");
    row("area", "rectangles", "4.5", "");
    row("area", "rectangles", "two", "");
    row("area", "rule", "simpson", R"("rule": "simpson")");
    row("area", "rule", "sampson", "");
    row("area", "showArea", "on", R"("showArea": true)");
    row("area", "showArea", "maybe", "");
    row("area", "xRange", "-1,pi", R"(-1,)");
    row("area", "xRange", "3,1", "");
    row("area", "xRange", "auto", R"("xRange": null)");
    row("limit", "to", "inf", R"("to": "inf")");
    row("limit", "height", "same-zoom", R"("height": "same-zoom")");
    row("limit", "loss", "x", R"("function": "x")");
    row("descent", "optimizers.adam.learning_rate", "0.25", R"("learning_rate": 0.25)");
    row("descent", "optimizers.0.learning_rate", "0.125", R"("learning_rate": 0.125)");
    row("descent", "optimizers.newton.damping", "1", "");
    row("descent", "optimizers.adam.speed", "1", "");
    row("descent", "optimizers", "adam, momentum", R"("name": "momentum")");
    row("descent", "optimizers", "adam,nobody", "");
    row("descent", "camera.elevation", "45", R"("elevation": 45)");
    row("descent", "camera.roll", "45", "");
    row("descent", "heightScale", "clipped", R"("heightScale": "clipped")");
    row("descent", "heightScale", "auto", R"("heightScale": null)");
    row("descent", "schedule", "cosine", R"("name": "cosine")");
    row("descent", "schedule", "sometimes", "");
    row("descent", "schedule.name", "step", R"("name": "step")");
    row("descent", "schedule.schedule_gamma", "0.5", "");  // the constant one has none
    row("descent", "moreStarts", "1,2; pi/2,-3", R"("x": "pi/2")");
    row("descent", "moreStarts", "1", "");
    row("descent", "view", "stability", R"("view": "stability")");
    row("descent", "frozen", "auto", R"("frozen": null)");
    row("descent", "frozen", "5", "");
    row("descent", "goal", "auto", R"("goal": null)");
    row("descent", "basinCells", "2", "");
    row("descent", "seed", "18446744073709551615", R"("seed": 18446744073709551615)");
    row("descent", "steps", "0", "");
    row("descent", "title", "New words", R"("title": "New words")");
}

void TestCodec::withSettingSets() {
    QFETCH(QByteArray, scene);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    const auto start = decode(resource(QString::fromUtf8(scene) + QStringLiteral(".json")));
    QVERIFY(start);
    const auto changed = withSetting(*start, key.toStdString(), value.toStdString());
    QCOMPARE(changed.ok(), !expected.isEmpty());
    if (changed) {
        QVERIFY2(encode(*changed).find(expected.toStdString()) != std::string::npos, encode(*changed).c_str());
    } else {
        QVERIFY(!renderEnglish(changed.error().message).empty());
    }
}

void TestCodec::withSettingNamesTheKeys() {
    const auto changed = withSetting(Scene{{}, AreaScene{}}, "rectangels", "5");
    QVERIFY(!changed);
    QVERIFY(changed.error().code == ErrorCode::UnknownName);
    const std::string sentence = renderEnglish(changed.error().message);
    QVERIFY2(sentence.find("rectangles") != std::string::npos, sentence.c_str());
}

/// settingKeys lists what withSetting takes: for each key some of these texts is a value.
void TestCodec::everyKeyIsTaken() {
    const std::vector<std::string> texts = {"1", "0.5", "true", "auto", "0,1", "adam", "linear", "left", "stretched", "values", "game", "you", "20", "100",
                                            "loss", "cosine", "sums"};
    for (const char* name : {"area.json", "limit.json", "descent.json"}) {
        const auto scene = decode(resource(QString::fromLatin1(name)));
        QVERIFY(scene);
        const std::vector<std::string> keys = settingKeys(*scene);
        QVERIFY(keys.size() > 5);
        for (const std::string& key : keys) {
            if (key == "camera") continue;  // its parts are set one by one
            const bool taken =
                std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return withSetting(*scene, key, text).ok(); });
            QVERIFY2(taken, key.c_str());
        }
    }
    const std::vector<std::string> keys = settingKeys(*decode(resource(QStringLiteral("descent.json"))));
    for (const char* key : {"steps", "camera.azimuth", "optimizers.4.learning_rate", "optimizers.4.beta1"}) {
        QVERIFY2(std::find(keys.begin(), keys.end(), key) != keys.end(), key);
    }
}

void TestCodec::aTypedLossReplacesTheNamedSurface() {
    const auto typed = withSetting(Scene{{}, DescentScene{}}, "loss", "x^2+3y^2");
    QVERIFY(typed);
    QCOMPARE(std::get<DescentScene>(typed->kind).surface, std::string("typed"));
    const auto named = withSetting(*typed, "surface", "beale");
    QVERIFY(named);
    QVERIFY(std::get<DescentScene>(named->kind).function.empty());
}

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
