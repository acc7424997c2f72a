package dev.sluice.controller.store;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the backends of the sample data are. */
public record SampleData(
    HostPort tabby, HostPort chat, HostPort chatCanary, HostPort agent, HostPort rag) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]{1,253}");

  /** Reads the section {@code upstream}; empty unless {@code sample-data} asks for it. */
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
            address(upstream, "rag", new HostPort("code-rag", 8080)));
    return wanted ? Optional.of(sample) : Optional.empty();
  }

  private static HostPort address(ConfigReader upstream, String key, HostPort dflt) {
    upstream.alias(key, "UPSTREAM_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
    HostPort address = upstream.address(key, dflt);
    if (!HOST.matcher(address.host()).matches()) {
      upstream.problem(key, "must be a host name or an address, with a port");
    }
    return address;
  }

  /** What the sample migrations put in for their placeholders. */
  Map<String, String> placeholders() {
    Map<String, String> placeholders = new HashMap<>();
    Map.of("tabby", tabby, "chat", chat, "chat_canary", chatCanary, "agent", agent, "rag", rag)
        .forEach((name, address) -> {
          placeholders.put(name + "_host", address.host());
          placeholders.put(name + "_port", String.valueOf(address.port()));
        });
    return Map.copyOf(placeholders);
  }
}
