package dev.sluice.common.token.key;

import dev.sluice.common.token.jws.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native signature provider. It is used for the algorithms whose self-test passed on this
 * machine; the JDK's provider verifies all others.
 */
public final class NativeCrypto {
  private static final Logger log = LoggerFactory.getLogger(NativeCrypto.class);
  private static final NativeCrypto NONE = new NativeCrypto(null, Set.of());

  private final @Nullable Provider provider;
  private final Set<TokenAlgorithm> proven;

  private NativeCrypto(@Nullable Provider provider, Set<TokenAlgorithm> proven) {
    this.provider = provider;
    this.proven = proven;
  }

  /** Returns a provider without native algorithms. */
  public static NativeCrypto none() {
    return NONE;
  }

  /**
   * Loads the native library and tests each algorithm: it must accept a valid signature and reject
   * a changed text.
   */
  public static NativeCrypto load() {
    try {
      Provider provider = Conscrypt.newProvider();
      Set<TokenAlgorithm> proven = SignatureSelfTest.passing(provider);
      if (!proven.equals(SignatureSelfTest.TESTED)) {
        log.info("native signatures pass their test only for {}", proven);
      }
      return new NativeCrypto(provider, proven);
    } catch (GeneralSecurityException | LinkageError | RuntimeException e) {
      log.info("no native signatures on this machine, using the JDK's: {}", e.toString());
      return NONE;
    }
  }

  /** Returns the algorithms that are verified natively. */
  public Set<TokenAlgorithm> algorithms() {
    return Set.copyOf(proven);
  }

  Optional<Provider> provider(TokenAlgorithm algorithm) {
    return proven.contains(algorithm) ? Optional.ofNullable(provider) : Optional.empty();
  }
}
