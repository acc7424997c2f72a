package dev.sluice.ctl.context;

import java.util.Optional;

/** A named server with the tenant and the tokens that commands use there. */
public record ServerContext(
    String name,
    Optional<String> server,
    Optional<String> tenant,
    Optional<String> portal,
    TokenSetting token) {
  public static final TokenSetting DEFAULT_TOKEN = new TokenSetting.TokenVariable("SLUICE_TOKEN");
}
