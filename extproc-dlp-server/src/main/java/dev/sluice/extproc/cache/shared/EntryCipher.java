package dev.sluice.extproc.cache.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.common.BuildVersion;
import dev.sluice.common.Secret;
import dev.sluice.extproc.cache.CacheKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A cipher of entries: AES-256-GCM, with the name of the entry as additional data. Each name has
 * its own key, derived by HKDF from the secret of the replicas, so that random nonces stay unique.
 */
public final class EntryCipher {
  /** The least number of bytes in a secret. */
  public static final int MIN_BYTES = 32;

  private static final String PREFIX = "sluice:cache:";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  /** The bytes that an entry has in addition to its content. */
  static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;

  private final SecretKey root;
  private final String release;
  private final SecureRandom random = new SecureRandom();

  /** Creates a cipher; the secret needs at least {@link #MIN_BYTES} bytes. */
  public EntryCipher(Secret secret) {
    this(secret, BuildVersion.read());
  }

  /** Creates a cipher of a release; others have other names. */
  EntryCipher(Secret secret, String release) {
    if (!isLongEnough(secret)) {
      throw new IllegalArgumentException("the secret must have at least " + MIN_BYTES + " bytes");
    }
    this.release = release;
    try {
      root =
          kdf()
              .deriveKey(
                  "Generic",
                  HKDFParameterSpec.ofExtract()
                      .addSalt("sluice response cache".getBytes(UTF_8))
                      .addIKM(secret.reveal().getBytes(UTF_8))
                      .extractOnly());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns true if a text is long enough for a secret. */
  public static boolean isLongEnough(Secret secret) {
    return secret.reveal().getBytes(UTF_8).length >= MIN_BYTES;
  }

  /** Returns the name of an entry, from which nobody without the secret can guess the request. */
  String nameOf(CacheKey key) {
    String info = "name " + key.digest() + " " + release + " " + key.tenant();
    try {
      return PREFIX + HexFormat.of().formatHex(kdf().deriveData(expansion(info)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] seal(String name, byte[] content) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, name, new GCMParameterSpec(8 * TAG_BYTES, nonce));
      byte[] entry = new byte[content.length + OVERHEAD];
      System.arraycopy(nonce, 0, entry, 0, NONCE_BYTES);
      cipher.doFinal(content, 0, content.length, entry, NONCE_BYTES);
      return entry;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the content of an entry; empty if it was not sealed for this name. */
  Optional<byte[]> open(String name, byte[] entry) {
    if (entry.length < OVERHEAD) {
      return Optional.empty();
    }
    try {
      Cipher cipher =
          cipher(
              Cipher.DECRYPT_MODE,
              name,
              new GCMParameterSpec(8 * TAG_BYTES, entry, 0, NONCE_BYTES));
      return Optional.of(cipher.doFinal(entry, NONCE_BYTES, entry.length - NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, String name, GCMParameterSpec nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, kdf().deriveKey("AES", expansion("entry " + name)), nonce);
    cipher.updateAAD(name.getBytes(UTF_8));
    return cipher;
  }

  private HKDFParameterSpec expansion(String info) {
    return HKDFParameterSpec.expandOnly(root, info.getBytes(UTF_8), KEY_BYTES);
  }

  private static KDF kdf() throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256");
  }
}
