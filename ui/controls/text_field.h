#pragma once
#include "ui/controls/input_field.h"

namespace calc {

/// A field for words that prepare reads (a day, the name of a place); an empty one is allowed.
class TextField : public InputField {
    Q_OBJECT

public:
    explicit TextField(const QString& name, QWidget* parent = nullptr);

protected:
    std::optional<Error> check(const QString& text) const override;
};

}  // namespace calc
