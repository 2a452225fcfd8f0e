/// A model whose parameters stand in one flat array, for optimisers, checkpoints and workers.
public protocol DifferentiableModel: AnyObject, Sendable {
  /// All parameters, padding included, [rows, `rowLength`].
  var parameters: Buffer<Float> { get }

  /// How many parameters stand in a row that an optimiser steps or leaves alone as a whole.
  var rowLength: Int { get }

  /// Works out anew what depends on the parameters; call it whenever they have changed.
  func refresh()
}

extension DifferentiableModel {
  /// How many rows of parameters there are.
  public var rowCount: Int { parameters.count / rowLength }

  /// Does nothing: nothing depends on the parameters.
  public func refresh() {}
}
