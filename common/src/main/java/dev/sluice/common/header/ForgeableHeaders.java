package dev.sluice.common.header;

import dev.sluice.common.config.ConfigReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The request headers that upstreams commonly trust because a gateway sets them: identities, and
 * other paths or methods than the authorized ones. A client could forge them, so they are removed.
 *
 * @param names names in lower case
 * @param prefixes the beginnings of further names
 * @param kept names that are not removed, although a prefix covers them
 */
public record ForgeableHeaders(Set<String> names, List<String> prefixes, Set<String> kept) {
  /** The headers that common gateways, proxies and frameworks use. */
  public static final ForgeableHeaders DEFAULT =
      new ForgeableHeaders(
          Set.of(
              "remote-user",
              "x-anonymous-consumer",
              "x-apigateway-api-userinfo",
              "x-credential-identifier",
              "x-credential-username",
              "x-email",
              "x-endpoint-api-userinfo",
              "x-forwarded-access-token",
              "x-forwarded-email",
              "x-forwarded-groups",
              "x-forwarded-method",
              "x-forwarded-path",
              "x-forwarded-preferred-username",
              "x-forwarded-prefix",
              "x-forwarded-uri",
              "x-forwarded-user",
              "x-http-method",
              "x-http-method-override",
              "x-method-override",
              "x-principal",
              "x-rewrite-url",
              "x-subject",
              "x-user-email",
              "x-user-groups",
              "x-user-name",
              "x-user-role",
              "x-user-roles",
              "x-username"),
          List.of(
              "cf-access-",
              "ssl-client-",
              "x-amzn-oidc-",
              "x-auth-",
              "x-authenticated-",
              "x-consumer-",
              "x-goog-authenticated-",
              "x-goog-iap-",
              "x-jwt-",
              "x-ms-client-principal",
              "x-original-",
              "x-remote-",
              "x-ssl-client-",
              "x-webauth-"),
          Set.of());

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final String ANY_END = "*";

  /** The headers without which the gateway cannot work. */
  private static final Set<String> NEEDED =
      Set.of(
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "dpop",
          "host",
          "te",
          "traceparent",
          "transfer-encoding",
          "upgrade",
          "x-api-key",
          "x-correlation-id",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-request-id",
          "x-tenant-id");

  public ForgeableHeaders {
    names = Set.copyOf(names);
    prefixes = List.copyOf(prefixes);
    kept = Set.copyOf(kept);
  }

  /**
   * Reads the settings {@code remove} and {@code keep}, which change {@link #DEFAULT}. A name to
   * remove may end with {@code *}.
   */
  public static ForgeableHeaders read(ConfigReader section) {
    Set<String> names = new HashSet<>(DEFAULT.names);
    List<String> prefixes = new ArrayList<>(DEFAULT.prefixes);
    for (String text : lowerCase(section, "remove")) {
      boolean prefix = text.endsWith(ANY_END);
      String name = prefix ? text.substring(0, text.length() - ANY_END.length()) : text;
      if (!NAME.matcher(name).matches()) {
        section.problem("remove", "must be names of headers, of which the last character may be *");
        continue;
      }
      Optional<String> needed =
          NEEDED.stream()
              .filter(each -> prefix ? each.startsWith(name) : each.equals(name))
              .sorted()
              .findFirst();
      if (needed.isPresent()) {
        section.problem("remove", "must not cover " + needed.get() + ", which the gateway needs");
      } else if (prefix) {
        prefixes.add(name);
      } else {
        names.add(name);
      }
    }
    Set<String> kept = new TreeSet<>();
    for (String name : lowerCase(section, "keep")) {
      if (names.remove(name)) {
        continue;
      }
      if (prefixes.stream().anyMatch(name::startsWith) && NAME.matcher(name).matches()) {
        kept.add(name);
      } else {
        section.problem("keep", "must be names of headers that would be removed");
      }
    }
    return new ForgeableHeaders(names, prefixes, kept);
  }

  /** Returns whether a header is removed. Many upstreams treat x_user as X-User. */
  public boolean contains(String lowerCaseName) {
    String name = lowerCaseName.indexOf('_') < 0 ? lowerCaseName : lowerCaseName.replace('_', '-');
    return names.contains(name) || (hasPrefix(name) && !kept.contains(name));
  }

  private boolean hasPrefix(String name) {
    for (int i = 0; i < prefixes.size(); i++) {
      if (name.startsWith(prefixes.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> lowerCase(ConfigReader section, String key) {
    return section.texts(key, List.of()).stream()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .toList();
  }
}
