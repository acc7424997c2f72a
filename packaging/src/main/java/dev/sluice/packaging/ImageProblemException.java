package dev.sluice.packaging;

/** A problem that the caller of the command can solve; its message says how. */
final class ImageProblemException extends RuntimeException {

  ImageProblemException(String message) {
    super(message);
  }

  ImageProblemException(String message, Throwable cause) {
    super(message, cause);
  }
}
