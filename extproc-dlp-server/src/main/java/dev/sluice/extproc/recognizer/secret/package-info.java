/** The recognizers of secrets: keys and tokens of named providers, passwords and private keys. */
@NullMarked
package dev.sluice.extproc.recognizer.secret;

import org.jspecify.annotations.NullMarked;
