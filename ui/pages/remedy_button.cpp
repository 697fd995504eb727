#include "ui/pages/remedy_button.h"

#include "core/scene/descent_remedy.h"
#include "ui/pages/scene_page.h"

namespace calc {

RemedyButton::RemedyButton(ScenePage& page) : QPushButton(tr("Halve the learning rate"), &page), m_page(page) {
    connect(this, &QPushButton::clicked, this, &RemedyButton::take);
}

void RemedyButton::showFor(bool isLost) {
    const Prepared* prepared = m_page.preparation().prepared();
    const DescentRemedy remedy = isLost && prepared ? remedyOf(*prepared) : DescentRemedy::None;
    if (remedy != DescentRemedy::None)
        setText(remedy == DescentRemedy::OtherStart ? tr("Start where f has a value") : tr("Halve the learning rate"));
    parentWidget()->setVisible(remedy != DescentRemedy::None);
}

void RemedyButton::take() {
    const Prepared* prepared = m_page.preparation().prepared();
    if (!prepared) return;
    m_page.store().change(remedied(m_page.store().scene(), *prepared));
    m_page.player().toStart();
    m_page.player().play();
}

}  // namespace calc
