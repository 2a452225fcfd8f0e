import PongAgents
import Testing

@testable import Training

struct PolicyOriginTests {
  @Test func `metadata become a few words and an environment`() {
    let origin = PolicyOrigin(metadata: [
      "environment": "PongDeterministic-v4", "algorithm": "ppo", "episodes": "512",
      "agent_steps": "1000000", "mean_reward_100": "20.0600001",
    ])
    #expect(origin.summary == "PPO, 512 games, reward 20.1")
    #expect(origin.environment?.name == "PongDeterministic-v4")
    #expect(origin.agentSteps == 1_000_000)
  }

  @Test(arguments: [[:], ["episodes": "many", "mean_reward_100": "nan"]])
  func `nonsense is left out`(metadata: [String: String]) {
    let origin = PolicyOrigin(metadata: metadata)
    #expect(origin.summary == "Learned to play")
    #expect(origin.environment == nil)
  }
}
