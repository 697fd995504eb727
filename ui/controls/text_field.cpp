#include "ui/controls/text_field.h"

namespace calc {

TextField::TextField(const QString& name, QWidget* parent) : InputField(Face::Interface, parent) { setAccessibleName(name); }

std::optional<Error> TextField::check(const QString&) const { return std::nullopt; }

}  // namespace calc
