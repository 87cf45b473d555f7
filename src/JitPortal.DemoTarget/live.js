// The server says one thing on this line: that the session is over. The page then shows what it answers now.
// If the line breaks, the browser opens it again by itself.
new EventSource("/live").addEventListener("ended", event => {
    event.target.close();
    location.replace("/");
});
