package io.pentimento.operator.status;

/** Tells somebody of a status that was written. May not fail. */
@FunctionalInterface
public interface StatusListener {
  void written(StatusWrite write);
}
