package dev.sluice.ctl.remote;

import dev.sluice.ctl.failure.CommandFailure;
import java.net.URI;

/** A reader of addresses of servers. */
public final class ServerAddress {
  private ServerAddress() {}

  /** Returns the address of a server, or fails. */
  public static URI parse(String text) {
    URI address = text.matches("https?://[\\w.\\[\\]:-]+/?") ? URI.create(text) : URI.create("");
    if (address.getHost() == null) {
      throw CommandFailure.error(
          "\""
              + text
              + "\" is not an address of a server, such as https://sluice.example.com:9004.");
    }
    return address;
  }
}
