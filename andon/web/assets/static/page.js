// What the server put into the page for its scripts.
export const given = (id) => JSON.parse(document.getElementById(id).textContent);
