/** Tests of what recognizers share. */
@NullMarked
package dev.sluice.extproc.recognizer;

import org.jspecify.annotations.NullMarked;
