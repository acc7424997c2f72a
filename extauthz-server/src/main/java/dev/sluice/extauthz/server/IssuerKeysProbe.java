package dev.sluice.extauthz.server;

import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.token.jwks.JwksLoader;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.key.KeySet;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A probe of whether the keys of each issuer can be loaded. */
final class IssuerKeysProbe {
  private IssuerKeysProbe() {}

  static void probe(List<IssuerPolicy> issuers, DependencyReport report) {
    NativeCrypto crypto = NativeCrypto.load();
    for (IssuerPolicy issuer : issuers) {
      issuer.source().ifPresent(source -> probe(issuer, source, crypto, report));
    }
  }

  private static void probe(
      IssuerPolicy issuer, JwksSource source, NativeCrypto crypto, DependencyReport report) {
    String key = key(issuer, source);
    try (JwksLoader loader = JwksLoader.of(source)) {
      Optional<KeySet> keys = KeySet.parse(loader.load(), issuer.settings().algorithms(), crypto);
      if (keys.isPresent()) {
        report.found(key, keys.get().size() + " keys of issuer " + issuer.name());
      } else {
        report.wrong(key, "the document of issuer " + issuer.name() + " has no usable key");
      }
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      report.absent(key, "the keys of issuer " + issuer.name() + " cannot be loaded: " + reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.absent(key, "the check was interrupted");
    }
  }

  /** Returns the key that names the source; all issuers but the default are in the policy. */
  private static String key(IssuerPolicy issuer, JwksSource source) {
    if (!issuer.name().equals(IssuerPolicy.DEFAULT)) {
      return "policies.authz";
    }
    return switch (source) {
      case JwksSource.File _ -> "jwt.jwks-file";
      case JwksSource.Url _, JwksSource.Inline _ -> "jwt.jwks-url";
      case JwksSource.Discovery _ -> "jwt.oidc-discovery";
    };
  }
}
