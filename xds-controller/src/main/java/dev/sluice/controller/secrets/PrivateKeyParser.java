package dev.sluice.controller.secrets;

import dev.sluice.common.file.PemBlocks;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A parser of private keys with the algorithm of the certificate's public key. */
final class PrivateKeyParser {
  private static final String PKCS8 = "PRIVATE KEY";

  /** The PEM labels of bare keys, the format before PKCS #8. */
  private static final Set<String> BARE = Set.of("RSA PRIVATE KEY", "EC PRIVATE KEY");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private PrivateKeyParser() {}

  static PrivateKey read(String pem, PublicKey fitting) throws InvalidSecretException {
    List<PemBlocks.Block> keys =
        PemBlocks.of(pem).stream().filter(block -> block.label().endsWith(PKCS8)).toList();
    if (keys.size() != 1) {
      throw new InvalidSecretException("the key file holds " + keys.size() + " private keys");
    }
    PemBlocks.Block key = keys.getFirst();
    if (!key.label().equals(PKCS8) && !BARE.contains(key.label())) {
      throw new InvalidSecretException("the key is encrypted or of an unknown kind");
    }
    byte[] content = decoded(key);
    byte[] encoded = key.label().equals(PKCS8) ? content : wrapped(content, fitting);
    try {
      return KeyFactory.getInstance(fitting.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause is dropped, because it may quote the input.
      throw new InvalidSecretException("the key cannot be parsed, or is of another kind");
    }
  }

  /** Returns the decoded content of a PEM block. */
  static byte[] decoded(PemBlocks.Block block) throws InvalidSecretException {
    return block
        .content()
        .orElseThrow(() -> new InvalidSecretException("a " + block.label() + " is not PEM"));
  }

  /** Returns a PKCS #8 key: the algorithm, which the public key has too, and then the bare key. */
  private static byte[] wrapped(byte[] bare, PublicKey fitting) {
    byte[] algorithm = firstElement(content(fitting.getEncoded()));
    return element(SEQUENCE, joined(VERSION_0, algorithm, element(OCTETS, bare)));
  }

  private static byte[] content(byte[] element) {
    return Arrays.copyOfRange(element, header(element), element.length);
  }

  private static byte[] firstElement(byte[] elements) {
    return Arrays.copyOf(elements, header(elements) + length(elements));
  }

  private static int header(byte[] element) {
    int first = element[1] & 0xff;
    return first < 0x80 ? 2 : 2 + (first & 0x7f);
  }

  private static int length(byte[] element) {
    int first = element[1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 2; i < header(element); i++) {
      length = (length << 8) | (element[i] & 0xff);
    }
    return length;
  }

  private static byte[] element(int tag, byte[] content) {
    int length = content.length;
    byte[] header =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : new byte[] {
              (byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length
            };
    return joined(header, content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
