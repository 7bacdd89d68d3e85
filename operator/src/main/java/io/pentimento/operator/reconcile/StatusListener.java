package io.pentimento.operator.reconcile;

/** Tells somebody of a status that was written. May not fail. */
@FunctionalInterface
interface StatusListener {
  void written(StatusWrite write);
}
