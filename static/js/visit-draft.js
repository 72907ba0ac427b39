// The draft of a visit on this phone: in IndexedDB, which keeps photos too and survives a reload.

const DRAFTS = "drafts";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("visits", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(DRAFTS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(DRAFTS, mode);
    const request = act(transaction.objectStore(DRAFTS));
    transaction.oncomplete = () => { database.close(); resolve(request.result); };
    transaction.onabort = () => { database.close(); reject(transaction.error); };
  });
}

const localDraft = {
  read: (key) => inStore("readonly", (store) => store.get(key)),
  write: (key, draft) => inStore("readwrite", (store) => store.put(draft, key)),
  remove: (key) => inStore("readwrite", (store) => store.delete(key)),
};
