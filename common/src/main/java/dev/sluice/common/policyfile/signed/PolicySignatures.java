package dev.sluice.common.policyfile.signed;

import dev.sluice.common.Sha256;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.file.PemBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The requirement that policy files are signed. Without keys, nothing is required. A manifest may
 * have the signature of any of the keys, so that a key can be replaced.
 */
public final class PolicySignatures {
  /** The policy files need no signature. */
  public static final PolicySignatures NOT_REQUIRED = new PolicySignatures(List.of());

  private static final int LARGEST = 1 << 20;
  private static final String KEY = "public-key-file";

  private final List<PublicKey> keys;

  private PolicySignatures(List<PublicKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Reads the setting {@code policies.public-key-file} of a server. */
  public static PolicySignatures read(ConfigReader config) {
    ConfigReader policies = config.section("policies");
    Optional<Path> file = policies.optionalFile(KEY).filter(Files::isReadable);
    if (file.isEmpty()) {
      return NOT_REQUIRED;
    }
    List<PublicKey> keys = keys(file.get());
    if (keys.isEmpty()) {
      policies.problem(KEY, "has no Ed25519 public key (PEM); make one with openssl pkey -pubout");
    }
    return new PolicySignatures(keys);
  }

  /** Requires a signature of one of the keys in a file; empty if the file has none. */
  public static Optional<PolicySignatures> of(Path publicKeys) {
    return Optional.of(keys(publicKeys)).filter(keys -> !keys.isEmpty()).map(PolicySignatures::new);
  }

  public boolean required() {
    return !keys.isEmpty();
  }

  /** Returns the manifest for a policy: beside a file, or in a folder. */
  public Path manifest(Path place, boolean folder) {
    return folder
        ? place.resolve(PolicyManifest.FILE_NAME)
        : place.resolveSibling(PolicyManifest.FILE_NAME);
  }

  /**
   * Returns why the content of a policy is not signed, by the file with the problem; empty if it is
   * signed, or need not be.
   */
  public SortedMap<Path, String> problems(Path place, boolean folder, Map<Path, byte[]> contents) {
    return required()
        ? problems(manifest(place, folder), contents, folder)
        : Collections.emptySortedMap();
  }

  /**
   * Returns the problems of a manifest and of the files beside it.
   *
   * @param all true if the contents must be all files of the manifest
   */
  public SortedMap<Path, String> problems(Path file, Map<Path, byte[]> contents, boolean all) {
    SortedMap<Path, String> problems = new TreeMap<>();
    Optional<PolicyManifest> manifest = verified(file, problems);
    manifest.ifPresent(signed -> {
      Map<String, String> hashes = signed.hashes();
      contents.forEach((policy, content) -> {
        String expected = hashes.remove(String.valueOf(policy.getFileName()));
        if (expected == null) {
          problems.put(policy, "is not in the signed manifest " + file + "; sign the files again");
        } else if (!expected.equals(HexFormat.of().formatHex(Sha256.of(content)))) {
          problems.put(
              policy, "differs from the signed manifest " + file + "; sign the files again");
        }
      });
      if (all) {
        hashes
            .keySet()
            .forEach(name ->
                problems.put(
                    file.resolveSibling(name), "is absent, but the signed manifest lists it"));
      }
    });
    return problems;
  }

  /** Returns a manifest whose signature is valid; empty if it is not, with the reason. */
  private Optional<PolicyManifest> verified(Path file, Map<Path, String> problems) {
    Optional<PolicyManifest.Signed> signed = Optional.empty();
    try (InputStream in = Files.newInputStream(file)) {
      signed = PolicyManifest.read(in.readNBytes(LARGEST));
      if (signed.isEmpty()) {
        problems.put(file, "is not a manifest of policies; make it with policy bundle");
      }
    } catch (IOException e) {
      problems.put(file, "cannot be read, but policies must be signed; make it with policy bundle");
    }
    Optional<PolicyManifest> valid =
        signed.filter(this::isValid).map(PolicyManifest.Signed::manifest);
    if (signed.isPresent() && valid.isEmpty()) {
      problems.put(file, "has no valid signature of a known key; sign the files again");
    }
    return valid;
  }

  private boolean isValid(PolicyManifest.Signed signed) {
    byte[] signature;
    try {
      signature = Base64.getDecoder().decode(signed.signature());
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] message = signed.manifest().signedBytes();
    return keys.stream().anyMatch(key -> verifies(key, message, signature));
  }

  private static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(PolicySigningKey.ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Returns the public keys of a PEM file; none if one of them is not an Ed25519 key. */
  private static List<PublicKey> keys(Path file) {
    List<PublicKey> keys = new ArrayList<>();
    try {
      for (PemBlocks.Block block :
          PemBlocks.of(Files.readString(file, StandardCharsets.ISO_8859_1))) {
        keys.add(
            KeyFactory.getInstance(PolicySigningKey.ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(block.content().orElse(new byte[0]))));
      }
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      return List.of();
    }
  }
}
