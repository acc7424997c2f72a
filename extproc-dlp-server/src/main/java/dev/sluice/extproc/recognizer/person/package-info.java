/** The recognizers of names, dates of birth and postal addresses. */
@NullMarked
package dev.sluice.extproc.recognizer.person;

import org.jspecify.annotations.NullMarked;
