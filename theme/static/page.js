// What an article gains with a script: the system's own ways to share and to print. Without it both links work as they are.
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
