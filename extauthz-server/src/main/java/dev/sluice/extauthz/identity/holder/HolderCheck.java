package dev.sluice.extauthz.identity.holder;

import dev.sluice.common.Sha256;
import dev.sluice.common.token.confirmation.BindingError;
import dev.sluice.common.token.confirmation.Confirmation;
import dev.sluice.common.token.confirmation.DpopProof;
import dev.sluice.common.token.confirmation.DpopRequest;
import dev.sluice.common.token.confirmation.DpopVerifier;
import dev.sluice.common.token.confirmation.InvalidProofException;
import dev.sluice.common.token.confirmation.TargetUri;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check whether the sender of a verified token is its holder. The certificate is checked first,
 * because that costs no signature.
 */
public final class HolderCheck {
  private static final String PROOF = "dpop";
  private static final String FORWARDED_CERTIFICATE = "x-forwarded-client-cert";
  private static final HolderResult.Proved PROVED = new HolderResult.Proved();

  private final DpopVerifier dpop;
  private final SignatureExecutor signatures;
  private final boolean forwardedCertificate;

  public HolderCheck(
      DpopVerifier dpop, SignatureExecutor signatures, boolean forwardedCertificate) {
    this.dpop = dpop;
    this.signatures = signatures;
    this.forwardedCertificate = forwardedCertificate;
  }

  /** Creates a check with the default settings that verifies on the calling thread. */
  public static HolderCheck withDefaults(InstantSource clock) {
    HolderSettings settings = HolderSettings.DEFAULT;
    return new HolderCheck(
        new DpopVerifier(settings.dpop(), NativeCrypto.none(), clock),
        SignatureExecutor.onCallingThread(),
        settings.forwardedCertificate());
  }

  /** Returns whether a token needs this check: it is bound, or it was sent as if it were. */
  public static boolean isNeeded(VerifiedToken token, PresentedToken presented) {
    return presented.withProof() || Confirmation.isIn(token.claims());
  }

  /** Checks a token that needs it. */
  public HolderResult check(VerifiedToken token, PresentedToken presented) {
    if (!Confirmation.isIn(token.claims())) {
      return new HolderResult.Unproved(BindingError.DPOP_UNBOUND);
    }
    Confirmation confirmation = Confirmation.of(token.claims()).orElse(null);
    if (confirmation == null) {
      return new HolderResult.Unprovable();
    }
    BindingError scheme = schemeError(confirmation, presented);
    if (scheme != null) {
      return new HolderResult.Unproved(scheme);
    }
    BindingError certificate =
        confirmation
            .certificateThumbprint()
            .map(thumbprint -> certificateError(thumbprint, presented.request()))
            .orElse(null);
    if (certificate != null) {
      return new HolderResult.Unproved(certificate);
    }
    return confirmation
        .keyThumbprint()
        .map(thumbprint -> checkProof(token, thumbprint, presented))
        .orElse(PROVED);
  }

  private static @Nullable BindingError schemeError(
      Confirmation confirmation, PresentedToken presented) {
    if (confirmation.keyThumbprint().isPresent() == presented.withProof()) {
      return null;
    }
    return presented.withProof() ? BindingError.DPOP_UNBOUND : BindingError.DPOP_REQUIRED;
  }

  private @Nullable BindingError certificateError(String thumbprint, CredentialCarrier request) {
    Optional<byte[]> digest = certificateDigest(request);
    if (digest.isEmpty()) {
      return BindingError.CERTIFICATE_MISSING;
    }
    byte[] bound = Base64.getUrlDecoder().decode(thumbprint);
    return MessageDigest.isEqual(bound, digest.get()) ? null : BindingError.CERTIFICATE_OTHER;
  }

  private Optional<byte[]> certificateDigest(CredentialCarrier request) {
    if (!forwardedCertificate) {
      return ClientCertificateDigest.ofPem(request.certificate());
    }
    String header = request.header(FORWARDED_CERTIFICATE);
    return header == null ? Optional.empty() : ClientCertificateDigest.ofForwarded(header);
  }

  private HolderResult checkProof(
      VerifiedToken token, String thumbprint, PresentedToken presented) {
    String header = presented.request().header(PROOF);
    if (header == null || header.isEmpty()) {
      return new HolderResult.Unproved(BindingError.DPOP_MISSING);
    }
    try {
      DpopProof proof = dpop.check(header, request(thumbprint, presented));
      return switch (signatures.submit(() -> signed(token, proof))) {
        case VerificationResult.Completed completed -> use(proof, completed);
        case VerificationResult.Pending(var later) ->
            new HolderResult.Pending(later.thenApply(completed -> use(proof, completed)));
      };
    } catch (InvalidProofException e) {
      return new HolderResult.Unproved(e.error());
    }
  }

  private VerificationResult.Completed signed(VerifiedToken token, DpopProof proof) {
    return dpop.verify(proof)
        .<VerificationResult.Completed>map(error ->
            new VerificationResult.Rejected(
                error == BindingError.DPOP_SIGNATURE ? TokenError.SIGNATURE : TokenError.ALGORITHM))
        .orElseGet(() -> new VerificationResult.Verified(token));
  }

  private HolderResult.Completed use(DpopProof proof, VerificationResult.Completed signature) {
    return switch (signature) {
      case VerificationResult.Verified _ ->
          dpop.use(proof).<HolderResult.Completed>map(HolderResult.Unproved::new).orElse(PROVED);
      case VerificationResult.Rejected(TokenError error) ->
          switch (error) {
            case BUSY -> new HolderResult.Busy();
            case SIGNATURE -> new HolderResult.Unproved(BindingError.DPOP_SIGNATURE);
            default -> new HolderResult.Unproved(BindingError.DPOP_KEY);
          };
    };
  }

  private DpopRequest request(String thumbprint, PresentedToken presented)
      throws InvalidProofException {
    CredentialCarrier request = presented.request();
    TargetUri target =
        TargetUri.of(scheme(request), request.host(), request.path())
            .orElseThrow(() -> new InvalidProofException(BindingError.DPOP_URI));
    Set<Integer> ports = new HashSet<>(dpop.settings().publicPorts());
    if (request.localPort() > 0) {
      ports.add(request.localPort());
    }
    return new DpopRequest(request.method(), target, ports, digestOf(presented.text()), thumbprint);
  }

  /**
   * Returns the scheme that the client used. Envoy sets the header, or keeps that of a trusted
   * proxy; the scheme of the request itself may be that between proxies.
   */
  private static String scheme(CredentialCarrier request) {
    String forwarded = request.header("x-forwarded-proto");
    String own = forwarded == null ? request.header(":scheme") : forwarded;
    return own == null ? "" : own;
  }

  private static String digestOf(String token) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)));
  }
}
