#pragma once
// Included before a test's own text (compiler option -include): the same test once more, inside a QApplication under a locale with a decimal comma.
#include <QApplication>
#include <QtTest>
#include <clocale>

#undef QTEST_APPLESS_MAIN
#define QTEST_APPLESS_MAIN(TestClass)                                                                            \
    int main(int argc, char** argv) {                                                                            \
        QApplication application(argc, argv);                                                                    \
        if (std::localeconv()->decimal_point[0] != ',') qFatal("The locale of this run has no decimal comma.");  \
        TestClass test;                                                                                          \
        return QTest::qExec(&test, argc, argv);                                                                  \
    }
