package dev.sluice.common.audit.chain;

import java.util.Base64;

/** An Ed25519 signature with the id of its key. */
public final class ChainSignature {
  /** The placeholder of a missing signature. */
  public static final ChainSignature NONE = new ChainSignature("-", new byte[0]);

  private final String keyId;
  private final byte[] signature;

  public ChainSignature(String keyId, byte[] signature) {
    this.keyId = keyId;
    this.signature = signature.clone();
  }

  /** Returns the first 16 hexadecimal digits of the SHA-256 of the public key in X.509 encoding. */
  public String keyId() {
    return keyId;
  }

  public byte[] signature() {
    return signature.clone();
  }

  /** Returns the signature in Base64, for a line of text. */
  String base64() {
    return Base64.getEncoder().encodeToString(signature);
  }
}
