package dev.sluice.common.token.confirmation;

import dev.sluice.common.token.key.NativeCrypto;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A verifier of proofs of the possession of a key (RFC 9449, 4.3). It remembers used proofs as long
 * as they could be used again. It is safe for concurrent use.
 */
public final class DpopVerifier {
  private final DpopSettings settings;
  private final NativeCrypto crypto;
  private final InstantSource clock;
  private final UsedProofs used;

  public DpopVerifier(DpopSettings settings, NativeCrypto crypto, InstantSource clock) {
    this.settings = settings;
    this.crypto = crypto;
    this.clock = clock;
    this.used = new UsedProofs(settings.maxRemembered(), settings.window());
  }

  public DpopSettings settings() {
    return settings;
  }

  /**
   * Checks everything except the signature and the first use, so that invalid proofs cost little.
   */
  public DpopProof check(String header, DpopRequest request) throws InvalidProofException {
    DpopProof proof = DpopProof.parse(header);
    DpopProof.require(
        equal(proof.thumbprint(), request.thumbprint()), BindingError.DPOP_THUMBPRINT);
    DpopProof.require(proof.text("htm").equals(request.method()), BindingError.DPOP_METHOD);
    DpopProof.require(
        TargetUri.parse(proof.text("htu")).filter(request::isTo).isPresent(),
        BindingError.DPOP_URI);
    DpopProof.require(equal(proof.text("ath"), request.tokenDigest()), BindingError.DPOP_TOKEN);
    long now = now();
    long issued = proof.issuedAt();
    DpopProof.require(issued >= now - settings.maxAge().toSeconds(), BindingError.DPOP_EXPIRED);
    DpopProof.require(issued <= now + settings.maxAhead().toSeconds(), BindingError.DPOP_EARLY);
    return proof;
  }

  /** Verifies the signature of a proof. Returns the error; empty if it is right. */
  public Optional<BindingError> verify(DpopProof proof) {
    try {
      return proof.isSigned(crypto) ? Optional.empty() : Optional.of(BindingError.DPOP_SIGNATURE);
    } catch (InvalidProofException e) {
      return Optional.of(e.error());
    }
  }

  /**
   * Records the use of a verified proof. Only the holder of the key reaches this, so nobody else
   * can use up an id or the space. Returns the error; empty for the first use.
   */
  public Optional<BindingError> use(DpopProof proof) {
    return switch (used.add(proof.thumbprint(), proof.id(), now())) {
      case FIRST -> Optional.empty();
      case REPEATED -> Optional.of(BindingError.DPOP_REPLAYED);
      case FULL -> Optional.of(BindingError.DPOP_FULL);
    };
  }

  /** Returns the number of used proofs that are remembered. */
  public int remembered() {
    return used.size();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private static boolean equal(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
