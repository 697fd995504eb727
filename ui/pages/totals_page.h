#pragma once
#include "ui/pages/scene_page.h"

class QComboBox;
class QPushButton;

namespace calc {

class FieldGroup;
class MarkCheckBox;
class PresetChoice;
class SegmentedChoice;
class TextField;
class TextLabel;
struct BadRows;
struct TotalsPrepared;

/// Real data: bars above, their running total below; a person's own table from a file.
class TotalsPage : public ScenePage {
    Q_OBJECT

public:
    explicit TotalsPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    /// A person's CSV file; what is wrong with it is said on the page.
    void openData(const QString& path);

    QComboBox& alongChoice() { return *m_along; }
    QComboBox& valueChoice() { return *m_value; }
    QComboBox& weightChoice() { return *m_weight; }
    TextField& fromField() { return *m_from; }
    TextField& toField() { return *m_to; }
    SegmentedChoice& areasChoice() { return *m_areas; }
    PresetChoice& presets() { return *m_presets; }
    MarkCheckBox& orderBox() { return *m_order; }
    TextLabel& leftOut() { return *m_leftOut; }
    QPushButton& leftOutButton() { return *m_leftOutButton; }
    QPushButton& fileButton() { return *m_fileButton; }

public slots:
    void chooseData();

protected:
    void showScene(const Scene& scene) override;
    bool sayFailure(const Error& error) override;
    void failureActionChosen() override;

private:
    void createPresets();
    void createData();
    void createColumns();
    void createPeriod();
    void createLeftOut();
    void showData();
    void showColumns(const TotalsPrepared& totals);
    void showLeftOut(const BadRows& rows);
    void listLeftOut();
    void keepFingerprint(const TotalsPrepared& totals);
    const TotalsPrepared* totals() const;

    PresetChoice* m_presets = nullptr;
    TextLabel* m_file = nullptr;
    QPushButton* m_fileButton = nullptr;
    QComboBox* m_along = nullptr;
    QComboBox* m_value = nullptr;
    QComboBox* m_weight = nullptr;
    TextField* m_from = nullptr;
    TextField* m_to = nullptr;
    SegmentedChoice* m_areas = nullptr;
    FieldGroup* m_areasGroup = nullptr;
    MarkCheckBox* m_order = nullptr;
    MarkCheckBox* m_mean = nullptr;
    TextLabel* m_note = nullptr;
    TextLabel* m_leftOut = nullptr;
    QPushButton* m_leftOutButton = nullptr;
    bool m_hasChanged = false;  ///< the file is another than the scene was made with
};

}  // namespace calc
