@NullMarked
package dev.sluice.quality.detection.personal;

import org.jspecify.annotations.NullMarked;
