// Native dialogs: the browser keeps the focus inside, closes on Escape, and gives the focus back.
export const open = dialog => { if (!dialog.open) dialog.showModal(); };
export const close = dialog => dialog.close();
