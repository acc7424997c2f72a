package dev.sluice.common.audit.record;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A filter for the type {@code inet}: it accepts a literal IPv4 or IPv6 address without a zone. */
final class IpLiteral {
  private IpLiteral() {}

  static @Nullable String literal(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    try {
      return InetAddress.ofLiteral(plain).getHostAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
