/** The texts with names of persons, dates of birth and postal addresses. */
@NullMarked
package dev.sluice.quality.corpus.personal;

import org.jspecify.annotations.NullMarked;
