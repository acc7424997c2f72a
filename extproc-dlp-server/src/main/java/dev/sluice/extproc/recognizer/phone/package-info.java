/** The recognizers of Korean and international telephone numbers. */
@NullMarked
package dev.sluice.extproc.recognizer.phone;

import org.jspecify.annotations.NullMarked;
