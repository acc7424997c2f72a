/** The recognizers of bank accounts and payment cards. */
@NullMarked
package dev.sluice.extproc.recognizer.financial;

import org.jspecify.annotations.NullMarked;
