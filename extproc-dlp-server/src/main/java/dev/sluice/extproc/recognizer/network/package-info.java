/** The recognizers of mail and IP addresses. */
@NullMarked
package dev.sluice.extproc.recognizer.network;

import org.jspecify.annotations.NullMarked;
