/** The recognizers of identity numbers of persons and companies. */
@NullMarked
package dev.sluice.extproc.recognizer.idnumber;

import org.jspecify.annotations.NullMarked;
