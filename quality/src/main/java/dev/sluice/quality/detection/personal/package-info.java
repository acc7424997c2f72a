/** The scores of the recognizers of names, dates of birth and addresses, by confidence. */
@NullMarked
package dev.sluice.quality.detection.personal;

import org.jspecify.annotations.NullMarked;
