package dev.sluice.common.audit.chain;

import java.util.Base64;

/** An Ed25519 signature and the id of the key that made it. */
public final class ChainSignature {
  /** What stands where nobody has signed. */
  public static final ChainSignature NONE = new ChainSignature("-", new byte[0]);

  private final String keyId;
  private final byte[] signature;

  public ChainSignature(String keyId, byte[] signature) {
    this.keyId = keyId;
    this.signature = signature.clone();
  }

  /** The first 16 hexadecimal digits of the SHA-256 of the public key's X.509 encoding. */
  public String keyId() {
    return keyId;
  }

  public byte[] signature() {
    return signature.clone();
  }

  /** The signature for a line of text. */
  String base64() {
    return Base64.getEncoder().encodeToString(signature);
  }
}
