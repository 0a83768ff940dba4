// A field that was left empty is not part of the question: an address without
// it says the same in fewer words.
export function fields(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[method="get"]')) {
    form.addEventListener('formdata', (event) => {
      for (const [name, value] of [...event.formData]) {
        if (value === '') event.formData.delete(name);
      }
    });
  }
}
