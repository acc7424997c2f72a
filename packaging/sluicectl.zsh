# Completion of sluicectl for zsh: source this file in ~/.zshrc.
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
source "${0:A:h}/sluicectl.bash"
