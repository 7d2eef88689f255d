// Says so on the page when a passkey could not be used; the library only tells the console.
document.addEventListener('allauth.error', function (event) {
  event.preventDefault();
  var failed = document.getElementById('passkey-failed');
  failed.hidden = false;
  failed.focus();
});
