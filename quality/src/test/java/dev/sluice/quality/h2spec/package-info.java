@NullMarked
package dev.sluice.quality.h2spec;

import org.jspecify.annotations.NullMarked;
