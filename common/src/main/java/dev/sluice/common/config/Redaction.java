package dev.sluice.common.config;

/**
 * A redaction of credentials in texts that are not secret as a whole, such as database addresses.
 */
final class Redaction {
  static final String REDACTED = "[redacted]";

  private Redaction() {}

  /** Returns the text without the user part of an address and without its query. */
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
