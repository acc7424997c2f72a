package dev.sluice.controller.api.agent;

import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An issuer of client certificates whose only name is the SPIFFE id of an agent. */
public final class CertificateIssuer {
  private static final Logger log = LoggerFactory.getLogger(CertificateIssuer.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 127;

  /** The difference between clocks that a new certificate allows. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final AuthorityFiles files;
  private final Duration lifetime;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final AuthorityExpiry expiry;

  public CertificateIssuer(
      AuthorityFiles files, Duration lifetime, InstantSource clock, MeterRegistry metrics) {
    this.files = files;
    this.lifetime = lifetime;
    this.clock = clock;
    this.metrics = metrics;
    this.expiry = new AuthorityExpiry(files);
  }

  /** Returns the time at which the authority expires; empty if no valid one was read yet. */
  public Optional<Instant> authorityExpiresAt() {
    return expiry.get();
  }

  /** Issues a certificate for an agent, which expires with the authority at the latest. */
  IssuedCertificate issue(AgentIdentity agent, CertificateRequest request) {
    NodeAuthority authority = NodeAuthority.read(files);
    SpiffeId id = new SpiffeId(authority.trustDomain(), agent.kind(), agent.agentId().toString());
    Instant now = clock.instant();
    Instant until = earlier(now.plus(lifetime), authority.expiresAt());
    if (!until.isAfter(now)) {
      throw ProblemException.of(
          ProblemType.CONFLICT, "The authority of the controller has expired; replace agents.ca.");
    }
    try {
      X509Certificate leaf = signed(authority, id, request, now.minus(SKEW), until);
      metrics.counter("agent_certificates_total", "kind", agent.kind()).increment();
      log.info("issued a certificate for {} until {}", id, until);
      return IssuedCertificate.of(id, leaf, authority);
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be made", e);
    }
  }

  private static X509Certificate signed(
      NodeAuthority authority, SpiffeId id, CertificateRequest request, Instant from, Instant until)
      throws IOException, OperatorCreationException, GeneralSecurityException {
    X509Certificate own = authority.chain().getFirst();
    JcaX509ExtensionUtils keys = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
                X500Name.getInstance(own.getSubjectX500Principal().getEncoded()),
                new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                Date.from(from),
                Date.from(until),
                new X500Name("CN=" + id.id()),
                request.key())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    new GeneralName(GeneralName.uniformResourceIdentifier, id.toString())))
            .addExtension(
                Extension.authorityKeyIdentifier, false, keys.createAuthorityKeyIdentifier(own))
            .addExtension(
                Extension.subjectKeyIdentifier,
                false,
                keys.createSubjectKeyIdentifier(request.key()));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder(authority.algorithm()).build(authority.key())));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
