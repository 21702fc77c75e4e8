/** Where an item of the dossier stands on the page. */
export const fieldId = (item: string): string => `item-${item.replaceAll('.', '-')}`;

/** Where a whole part that a notice named is mended. */
export const defectId = (item: string): string => `defect-${item.replaceAll('.', '-')}`;

/** Leads to an item in the dossier and puts the cursor there. */
export function jumpTo(item: string): void {
  const [group = ''] = item.split('.');
  const place =
    document.getElementById(fieldId(item)) ??
    // A file that is there has no control to choose one with: its label is.
    document.getElementById(`${fieldId(item)}-label`)?.closest<HTMLElement>('.field') ??
    document.getElementById(defectId(item)) ??
    document.getElementById(`group-${group}`);
  place?.closest('details')?.setAttribute('open', '');
  place?.scrollIntoView({ block: 'center' });
  const control = place?.matches('input, textarea, [tabindex]')
    ? place
    : place?.querySelector<HTMLElement>('input, textarea, button, a');
  control?.focus({ preventScroll: true });
}
