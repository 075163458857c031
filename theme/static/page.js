// Makes the links to share and to print use the system's own dialogs. Without this script, both are plain links that work.
addEventListener("click", event => {
  const link = event.target.closest("a.share, a.print");
  if (!link) return;
  if (link.matches(".print")) {
    setTimeout(async () => { // after the link has opened the print view, with every picture there
      const pictures = [...document.images];
      for (const picture of pictures) picture.loading = "eager";
      await Promise.allSettled(pictures.map(picture => picture.decode()));
      print();
    });
  } else if (navigator.share) {
    event.preventDefault();
    const url = document.querySelector("link[rel=canonical]").href;
    navigator.share({ title: document.querySelector("h1").textContent.trim(), url }).catch(error => {
      if (error.name !== "AbortError") location.href = link.href;
    });
  }
});
