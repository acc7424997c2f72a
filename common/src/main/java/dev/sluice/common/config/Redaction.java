package dev.sluice.common.config;

/** Takes credentials out of texts that are not secrets as a whole, such as database addresses. */
final class Redaction {
  static final String REDACTED = "[redacted]";

  private Redaction() {}

  /** Hides the user part of an address and everything behind its question mark. */
  static String ofText(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return text;
    }
    int query = text.indexOf('?');
    String address = query < 0 ? text : text.substring(0, query + 1) + REDACTED;
    int host = scheme + 3;
    int path = address.indexOf('/', host);
    int at = address.lastIndexOf('@', path < 0 ? address.length() : path);
    return at < host ? address : address.substring(0, host) + REDACTED + address.substring(at);
  }
}
