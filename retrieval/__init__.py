"""Middle room: a question becomes candidates, one ranking, and an answer or an honest refusal."""
