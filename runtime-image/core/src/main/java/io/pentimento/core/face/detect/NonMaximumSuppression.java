// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps one candidate per face: the one with the highest score. */
final class NonMaximumSuppression {
  /** Candidates that overlap more than this (intersection over union) are the same face. */
  private static final double MAX_OVERLAP = 0.3;

  /** So are two candidates if more than this share of one lies within the other. */
  private static final double MAX_CONTAINED = 0.7;

  private NonMaximumSuppression() {}

  /** The best candidates, by descending score. */
  static List<Face> apply(List<Face> candidates) {
    List<Face> sorted =
        candidates.stream().sorted(Comparator.comparingDouble(Face::score).reversed()).toList();
    List<Face> kept = new ArrayList<>();
    for (Face candidate : sorted) {
      if (kept.stream().noneMatch(face -> isSame(face.box(), candidate.box()))) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private static boolean isSame(Box a, Box b) {
    double smaller = Math.min(a.area(), b.area());
    return a.overlap(b) > MAX_OVERLAP || a.intersection(b).area() > MAX_CONTAINED * smaller;
  }
}
