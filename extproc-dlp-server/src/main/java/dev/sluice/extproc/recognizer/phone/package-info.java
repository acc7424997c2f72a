/** Recognizers of telephone numbers, Korean and international. */
@NullMarked
package dev.sluice.extproc.recognizer.phone;

import org.jspecify.annotations.NullMarked;
