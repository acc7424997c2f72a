@NullMarked
package dev.sluice.quality;

import org.jspecify.annotations.NullMarked;
