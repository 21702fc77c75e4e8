/** Where an item of the dossier stands on the page. */
export const fieldId = (item: string): string => `item-${item.replaceAll('.', '-')}`;

/** Leads to an item in the dossier and puts the cursor there. */
export function jumpTo(item: string): void {
  const [group = ''] = item.split('.');
  const place = document.getElementById(fieldId(item)) ?? document.getElementById(`group-${group}`);
  place?.closest('details')?.setAttribute('open', '');
  place?.scrollIntoView({ block: 'center' });
  const control = place?.matches('input, textarea, [tabindex]')
    ? place
    : place?.querySelector<HTMLElement>('input, textarea, button');
  control?.focus({ preventScroll: true });
}
