package dev.sluice.controller.store;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A set of backend addresses for the sample data.
 *
 * @param api the backends of the API gateway; empty for the AI gateway alone
 */
public record SampleData(
    HostPort tabby,
    HostPort chat,
    HostPort chatCanary,
    HostPort agent,
    HostPort rag,
    Optional<ApiUpstreams> api) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]{1,253}");

  /** A pair of addresses: one for Aura, one for all other services. */
  public record ApiUpstreams(HostPort aura, HostPort services) {}

  /** Reads the section {@code upstream}; empty unless {@code sample-data} is set. */
  public static Optional<SampleData> read(ConfigReader config) {
    boolean wanted = config.flag("sample-data", false);
    ConfigReader upstream = config.section("upstream");
    HostPort chat = address(upstream, "chat", new HostPort("chat-llm", 8080));
    SampleData sample =
        new SampleData(
            address(upstream, "tabby", new HostPort("tabby", 8080)),
            chat,
            address(upstream, "chat-canary", chat),
            address(upstream, "agent", new HostPort("agent", 8080)),
            address(upstream, "rag", new HostPort("code-rag", 8080)),
            Optional.of(
                new ApiUpstreams(
                    aura(upstream),
                    address(upstream, "services", new HostPort("api-services", 8080)))));
    return wanted ? Optional.of(sample) : Optional.empty();
  }

  /** Reads the address of Aura, also from a URL, because Aura's own installations use one. */
  private static HostPort aura(ConfigReader upstream) {
    upstream.alias("aura", "AURA_PLATFORM_URI");
    String given = upstream.text("aura", "aura-platform:9000");
    String authority = given.replaceFirst("^http://", "").replaceFirst("/$", "");
    try {
      HostPort address = HostPort.parse(authority);
      if (HOST.matcher(address.host()).matches()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // An invalid URL is reported below, like any other invalid address.
    }
    upstream.problem("aura", "must be a host name or an address, with a port");
    return new HostPort("aura-platform", 9000);
  }

  private static HostPort address(ConfigReader upstream, String key, HostPort dflt) {
    upstream.alias(key, "UPSTREAM_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
    HostPort address = upstream.address(key, dflt);
    if (!HOST.matcher(address.host()).matches()) {
      upstream.problem(key, "must be a host name or an address, with a port");
    }
    return address;
  }

  /** Returns the folders of the sample migrations. */
  String[] locations() {
    String ai = "classpath:db/sample";
    return api.isPresent() ? new String[] {ai, ai + "-api"} : new String[] {ai};
  }

  /** Returns the values for the placeholders in the sample migrations. */
  Map<String, String> placeholders() {
    Map<String, String> placeholders = new HashMap<>();
    Map<String, HostPort> addresses = new HashMap<>();
    addresses.putAll(
        Map.of(
            "tabby", tabby, "chat", chat, "chat_canary", chatCanary, "agent", agent, "rag", rag));
    api.ifPresent(
        other -> addresses.putAll(Map.of("aura", other.aura(), "services", other.services())));
    addresses.forEach((name, address) -> {
      placeholders.put(name + "_host", address.host());
      placeholders.put(name + "_port", String.valueOf(address.port()));
    });
    return Map.copyOf(placeholders);
  }
}
