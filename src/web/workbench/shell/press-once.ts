/** The second click of a double click sends nothing: what it would ask for is under way, and would come back
 *  as a refusal. Keys, and buttons that only change what is shown, are left alone. */
export function pressOnce(page: Pick<Document, 'addEventListener'>): void {
  const guard = (event: Event): void => {
    const { detail, target } = event as MouseEvent;
    if (detail < 2) return;
    const button = (target as Element | null)?.closest('button');
    if (button?.type !== 'submit' || !button.form) return;
    event.preventDefault();
    event.stopPropagation();
  };
  page.addEventListener('click', guard, { capture: true });
}
